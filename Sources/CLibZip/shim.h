#ifndef DAFU_CLIBZIP_SHIM_H
#define DAFU_CLIBZIP_SHIM_H

#include <zip.h>

#endif
