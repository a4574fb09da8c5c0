/*
 * Prints the characters of a PDF with their places, and the straight rules of its pages.
 *
 * usage: dafu-pdf [FILE]        without FILE the document is read from standard input
 *        dafu-pdf --draw PAGE   one page of the document on standard input, from 1, is drawn in grey (PGM)
 *
 * With --picture before these, standard input is a picture of a page (PNG, JPEG, TIFF and what else leptonica reads).
 *
 * A program of its own, so that a document that makes the PDF library crash, loop or grow costs one document and not
 * the run. It limits its own memory and processor time before it looks at a byte. dafu starts it; what it prints is for
 * dafu to read, one item a line, lengths in hundredths of a point from the upper left corner:
 *
 *   dafu-pdf 1                    the version of this listing
 *   pages N
 *   page WIDTH HEIGHT IMAGES      one for each page, followed by its items
 *   g LEFT TOP RIGHT BOTTOM CODE BOLD     a character: its code point in hexadecimal, 1 if it is bold
 *   r LEFT TOP RIGHT BOTTOM       a straight rule
 *   end                           nothing is missing
 *
 * or, in place of all after the first line, `error REASON` with REASON one of encrypted, damaged, script, pages, large.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "drawing.h"

enum {
  PAGE_LIMIT = 2000,
  BYTE_LIMIT = 64 << 20,
  SECONDS_LIMIT = 60,
  /* Pages are drawn with so many dots a point to find their rules. */
  SCALE = 2,
  /* No page is larger than this many points; a drawing of one would need too much memory. */
  SIDE_LIMIT = 3000,
  /* Dots an inch of pages that are drawn to be recognized, and how many a side has at most. Letters are set in type of
     16 points; the model reads it best at some 35 to 45 dots, and makes twice the errors at 65. */
  DRAWING_DENSITY = 180,
  DRAWING_SIDE = 4200,
  /* Fewer characters, beside pictures, are stamps and page numbers. */
  FEW_CHARACTERS = 40,
};

static void limit(int resource, rlim_t value) {
  struct rlimit bound = {value, value};
  setrlimit(resource, &bound);
}

static int fail(const char *reason) {
  printf("error %s\n", reason);
  return 0;
}

static GBytes *read_all(FILE *file) {
  GByteArray *bytes = g_byte_array_new();
  static guint8 chunk[1 << 16];
  size_t count;
  while ((count = fread(chunk, 1, sizeof chunk, file)) > 0) {
    g_byte_array_append(bytes, chunk, (guint)count);
    if (bytes->len > BYTE_LIMIT) return NULL;
  }
  return g_byte_array_free_to_bytes(bytes);
}

static long hundredths(double points) { return (long)(points * 100.0); }

static bool says_bold(const char *font) {
  if (!font) return false;
  g_autofree char *plain = g_utf8_strdown(font, -1);
  static const char *const marks[] = {"bold", "heavy", "black", "simhei", "黑体", "heiti", "小标宋"};
  for (size_t index = 0; index < sizeof marks / sizeof *marks; index++)
    if (strstr(plain, marks[index])) return true;
  return false;
}

/* Prints the characters of a page; gives how many there are. */
static int print_characters(PopplerPage *page) {
  g_autofree char *text = poppler_page_get_text(page);
  PopplerRectangle *boxes = NULL;
  guint count = 0;
  if (!text || !poppler_page_get_text_layout(page, &boxes, &count)) return 0;
  GList *attributes = poppler_page_get_text_attributes(page);
  GList *font = attributes;
  bool bold = false;
  int last = -1;
  guint index = 0;
  int characters = 0;
  for (const char *here = text; *here && index < count; here = g_utf8_next_char(here), index++) {
    while (font && (int)index > last) {
      PopplerTextAttributes *item = font->data;
      if ((int)index < item->start_index) break;
      last = item->end_index;
      bold = says_bold(item->font_name);
      font = font->next;
    }
    gunichar code = g_utf8_get_char(here);
    if (code == '\n' || code == ' ') continue;
    characters++;
    PopplerRectangle *box = &boxes[index];
    printf("g %ld %ld %ld %ld %x %d\n", hundredths(box->x1), hundredths(box->y1), hundredths(box->x2),
           hundredths(box->y2), (unsigned)code, bold);
  }
  poppler_page_free_text_attributes(attributes);
  g_free(boxes);
  return characters;
}

static int count_images(PopplerPage *page) {
  GList *images = poppler_page_get_image_mapping(page);
  int count = (int)g_list_length(images);
  poppler_page_free_image_mapping(images);
  return count;
}

static bool launches(PopplerPage *page) {
  bool found = false;
  GList *links = poppler_page_get_link_mapping(page);
  for (GList *link = links; link && !found; link = link->next) {
    PopplerAction *action = ((PopplerLinkMapping *)link->data)->action;
    found = action && (action->type == POPPLER_ACTION_LAUNCH || action->type == POPPLER_ACTION_JAVASCRIPT);
  }
  poppler_page_free_link_mapping(links);
  return found;
}

/*
 * Draws one page to be recognized. Seals are red and stand on the signature: what is red is left out, but for the upper
 * part of the first page, where the name of the issuing body is printed in red.
 */
static int draw(const Source *source, int number) {
  double width, height;
  if (number < 0 || number >= source->pages || !page_size(source, number, &width, &height)) return fail("damaged");
  double scale = DRAWING_DENSITY / 72.0, longest = width > height ? width : height;
  if (longest * scale > DRAWING_SIDE) scale = DRAWING_SIDE / longest;
  Drawing drawing;
  if (!draw_page(source, number, scale, true, &drawing)) return fail("damaged");
  return print_grey(&drawing, number == 0 ? drawing.height * 2 / 5 : 0, scale) ? 0 : fail("damaged");
}

static void list_rules(const Source *source, int number, double width, double height, bool is_picture) {
  if (width < 1 || height < 1 || width > SIDE_LIMIT || height > SIDE_LIMIT) return;
  /* A thin rule of a scan would be lost between the dots: it is drawn finer, and of four dots the darkest counts. */
  bool is_fine = is_picture && width < SIDE_LIMIT / 2 && height < SIDE_LIMIT / 2;
  Drawing drawing;
  if (!draw_page(source, number, is_fine ? 2 * SCALE : SCALE, is_picture, &drawing)) return;
  if (is_fine) halve_by_darkest(&drawing);
  print_rules(&drawing, SCALE);
  free(drawing.dots);
}

/* Lists the pages; false, and an error instead of the rest, where one cannot be read. */
static bool list_pdf(const Source *source) {
  for (int number = 0; number < source->pages; number++) {
    PopplerPage *page = poppler_document_get_page(source->document, number);
    if (!page) return fail("damaged"), false;
    if (launches(page)) return fail("script"), false;
    double width, height;
    poppler_page_get_size(page, &width, &height);
    int images = count_images(page);
    printf("page %ld %ld %d\n", hundredths(width), hundredths(height), images);
    int characters = print_characters(page);
    list_rules(source, number, width, height, images > 0 && characters < FEW_CHARACTERS);
    g_object_unref(page);
  }
  return true;
}

static bool list_pictures(const Source *source) {
  for (int number = 0; number < source->pages; number++) {
    double width, height;
    if (!page_size(source, number, &width, &height)) return fail("damaged"), false;
    printf("page %ld %ld 1\n", hundredths(width), hundredths(height));
    list_rules(source, number, width, height, true);
  }
  return true;
}

/* Opens a PDF; the reason why it cannot be read, or NULL. */
static const char *open_pdf(GBytes *bytes, Source *source) {
  GError *error = NULL;
  PopplerDocument *document = poppler_document_new_from_bytes(bytes, NULL, &error);
  if (!document)
    return error && g_error_matches(error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED) ? "encrypted" : "damaged";
  *source = (Source){.document = document, .pages = poppler_document_get_n_pages(document)};
  if (source->pages < 1) return "damaged";
  if (source->pages > PAGE_LIMIT) return "pages";
  return poppler_document_has_javascript(document) ? "script" : NULL;
}

int main(int count, char **arguments) {
  bool is_picture = count > 1 && strcmp(arguments[1], "--picture") == 0;
  if (is_picture) count--, arguments++;
  const char *drawn = count == 3 && strcmp(arguments[1], "--draw") == 0 ? arguments[2] : NULL;
  const char *path = count > 1 && !drawn ? arguments[1] : NULL;
  limit(RLIMIT_AS, (rlim_t)2 << 30);
  limit(RLIMIT_CPU, SECONDS_LIMIT);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, path ? RLIM_INFINITY : (rlim_t)1 << 30);
  alarm(2 * SECONDS_LIMIT);
  if (!drawn) printf("dafu-pdf 1\n");
  FILE *file = path ? fopen(path, "rb") : stdin;
  if (!file) return fail("damaged");
  GBytes *bytes = read_all(file);
  if (!bytes) return fail("damaged");
  Source source;
  const char *reason = is_picture ? open_picture(bytes, &source) : open_pdf(bytes, &source);
  if (reason) return fail(reason);
  if (drawn) return draw(&source, atoi(drawn) - 1);
  printf("pages %d\n", source.pages);
  if (is_picture ? list_pictures(&source) : list_pdf(&source)) printf("end\n");
  return 0;
}
