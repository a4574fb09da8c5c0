#ifndef DAFU_CLIBXML2_SHIM_H
#define DAFU_CLIBXML2_SHIM_H

/* libxml2 built with ICU shows ICU's types in encoding.h, where Foundation, which carries its own
   ICU, meets them a second time and refuses to compile. Nothing here needs them. */
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

/* xmlFree is a mutable global function pointer, which Swift 6 refuses to touch. */
static inline void dafu_xml_free(void *pointer) { xmlFree(pointer); }

#endif
