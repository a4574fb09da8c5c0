#ifndef DAFU_CLIBXML2_SHIM_H
#define DAFU_CLIBXML2_SHIM_H

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
