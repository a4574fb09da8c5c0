/* The yardstick for reading pages: libxml2 builds the tree of each page and frees it, nothing else.
 *
 * usage: trees LIST     (LIST: a file with a path a line)
 * Pages are read from disk, and their encoding is left to libxml2, as a program without a decoder of its own would. */
#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int count, char **arguments) {
  if (count != 2) return 2;
  FILE *list = fopen(arguments[1], "r");
  if (!list) return 2;
  char path[4096];
  char *page = NULL;
  size_t room = 0, pages = 0, bytes = 0;
  while (fgets(path, sizeof path, list)) {
    path[strcspn(path, "\n")] = 0;
    FILE *file = fopen(path, "rb");
    if (!file) return 1;
    fseek(file, 0, SEEK_END);
    size_t size = (size_t)ftell(file);
    rewind(file);
    if (size > room) page = realloc(page, room = size);
    if (fread(page, 1, size, file) != size) return 1;
    fclose(file);
    htmlDocPtr tree = htmlReadMemory(page, (int)size, NULL, NULL,
                                     HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
    if (tree) pages++;
    bytes += size;
    xmlFreeDoc(tree);
  }
  printf("%zu pages, %zu bytes\n", pages, bytes);
  return 0;
}
