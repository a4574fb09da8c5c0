/*
 * Prints the characters of a PDF with their places, and the straight rules of its pages.
 *
 * usage: dafu-pdf [FILE]        without FILE the document is read from standard input
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
 * or, in place of all after the first line, `error REASON` with REASON one of encrypted, damaged, script, pages.
 */
#include <cairo.h>
#include <poppler.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum {
  PAGE_LIMIT = 2000,
  BYTE_LIMIT = 64 << 20,
  SECONDS_LIMIT = 60,
  /* Pages are drawn with so many dots a point to find their rules. */
  SCALE = 2,
  /* No page is larger than this many points; a drawing of one would need too much memory. */
  SIDE_LIMIT = 3000,
  /* The least length and the greatest thickness of a rule, in dots. */
  LEVEL_LENGTH = 56,
  UPRIGHT_LENGTH = 20,
  THICKNESS = 7,
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

static void print_characters(PopplerPage *page) {
  g_autofree char *text = poppler_page_get_text(page);
  PopplerRectangle *boxes = NULL;
  guint count = 0;
  if (!text || !poppler_page_get_text_layout(page, &boxes, &count)) return;
  GList *attributes = poppler_page_get_text_attributes(page);
  GList *font = attributes;
  bool bold = false;
  int last = -1;
  guint index = 0;
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
    PopplerRectangle *box = &boxes[index];
    printf("g %ld %ld %ld %ld %x %d\n", hundredths(box->x1), hundredths(box->y1), hundredths(box->x2),
           hundredths(box->y2), (unsigned)code, bold);
  }
  poppler_page_free_text_attributes(attributes);
  g_free(boxes);
}

/* A drawn page: which dots are dark. */
typedef struct {
  const unsigned char *dots;
  int width, height, stride;
} Drawing;

static bool is_dark(const Drawing *drawing, int x, int y) {
  const unsigned char *dot = drawing->dots + (size_t)y * drawing->stride + (size_t)x * 4;
  return dot[0] + dot[1] + dot[2] < 3 * 170;
}

static bool dark(const Drawing *drawing, bool level, int along, int across) {
  return level ? is_dark(drawing, along, across) : is_dark(drawing, across, along);
}

/* Prints the thin dark bars of one direction. Each is printed where its first row of dots is seen. */
static void print_rules_along(const Drawing *drawing, bool level) {
  int length = level ? drawing->width : drawing->height;
  int breadth = level ? drawing->height : drawing->width;
  int least = level ? LEVEL_LENGTH : UPRIGHT_LENGTH;
  for (int across = 0; across < breadth; across++) {
    int start = -1;
    for (int along = 0; along <= length; along++) {
      bool on = along < length && dark(drawing, level, along, across);
      if (on && start < 0) start = along;
      if (on || start < 0) continue;
      int from = start, to = along;
      start = -1;
      if (to - from < least) continue;
      int middle = (from + to) / 2;
      if (across > 0 && dark(drawing, level, middle, across - 1)) continue;
      int thick = 1;
      while (thick <= THICKNESS && across + thick < breadth && dark(drawing, level, middle, across + thick)) thick++;
      if (thick > THICKNESS) continue;
      int low = from * 100 / SCALE, high = to * 100 / SCALE, place = (2 * across + thick) * 100 / (2 * SCALE);
      if (level)
        printf("r %d %d %d %d\n", low, place, high, place);
      else
        printf("r %d %d %d %d\n", place, low, place, high);
    }
  }
}

static void print_rules(PopplerPage *page, double width, double height) {
  if (width < 1 || height < 1 || width > SIDE_LIMIT || height > SIDE_LIMIT) return;
  cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)(width * SCALE), (int)(height * SCALE));
  if (cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS) {
    cairo_t *context = cairo_create(surface);
    cairo_set_source_rgb(context, 1, 1, 1);
    cairo_paint(context);
    cairo_scale(context, SCALE, SCALE);
    poppler_page_render(page, context);
    cairo_destroy(context);
    cairo_surface_flush(surface);
    Drawing drawing = {cairo_image_surface_get_data(surface), cairo_image_surface_get_width(surface),
                       cairo_image_surface_get_height(surface), cairo_image_surface_get_stride(surface)};
    if (drawing.dots) {
      print_rules_along(&drawing, true);
      print_rules_along(&drawing, false);
    }
  }
  cairo_surface_destroy(surface);
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

int main(int count, char **arguments) {
  limit(RLIMIT_AS, (rlim_t)2 << 30);
  limit(RLIMIT_CPU, SECONDS_LIMIT);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, count > 1 ? RLIM_INFINITY : (rlim_t)1 << 30);
  alarm(2 * SECONDS_LIMIT);
  printf("dafu-pdf 1\n");
  FILE *file = count > 1 ? fopen(arguments[1], "rb") : stdin;
  if (!file) return fail("damaged");
  GBytes *bytes = read_all(file);
  if (!bytes) return fail("damaged");
  GError *error = NULL;
  PopplerDocument *document = poppler_document_new_from_bytes(bytes, NULL, &error);
  if (!document)
    return fail(error && g_error_matches(error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED) ? "encrypted" : "damaged");
  int pages = poppler_document_get_n_pages(document);
  if (pages < 1) return fail("damaged");
  if (pages > PAGE_LIMIT) return fail("pages");
  if (poppler_document_has_javascript(document)) return fail("script");
  printf("pages %d\n", pages);
  for (int number = 0; number < pages; number++) {
    PopplerPage *page = poppler_document_get_page(document, number);
    if (!page) return fail("damaged");
    if (launches(page)) return fail("script");
    double width, height;
    poppler_page_get_size(page, &width, &height);
    printf("page %ld %ld %d\n", hundredths(width), hundredths(height), count_images(page));
    print_characters(page);
    print_rules(page, width, height);
    g_object_unref(page);
  }
  printf("end\n");
  return 0;
}
