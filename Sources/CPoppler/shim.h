#ifndef DAFU_CPOPPLER_SHIM_H
#define DAFU_CPOPPLER_SHIM_H

#include <poppler.h>

#endif
