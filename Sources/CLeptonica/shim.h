#ifndef DAFU_CLEPTONICA_SHIM_H
#define DAFU_CLEPTONICA_SHIM_H

#include <allheaders.h>

#endif
