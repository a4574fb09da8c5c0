#ifndef DAFU_CLIBCRYPTO_SHIM_H
#define DAFU_CLIBCRYPTO_SHIM_H

#include <openssl/evp.h>

#endif
