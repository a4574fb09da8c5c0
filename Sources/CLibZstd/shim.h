#ifndef DAFU_CLIBZSTD_SHIM_H
#define DAFU_CLIBZSTD_SHIM_H

#include <zstd.h>

#endif
