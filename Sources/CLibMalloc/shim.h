#ifndef DAFU_CLIBMALLOC_SHIM_H
#define DAFU_CLIBMALLOC_SHIM_H

#include <malloc.h>

#endif
