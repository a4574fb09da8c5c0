#ifndef DAFU_CLIBXLSXWRITER_SHIM_H
#define DAFU_CLIBXLSXWRITER_SHIM_H

#include <xlsxwriter.h>

#endif
