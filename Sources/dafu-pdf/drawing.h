/* Drawn pages: of a PDF by poppler and cairo, of a picture file by leptonica. */
#ifndef DAFU_PDF_DRAWING_H
#define DAFU_PDF_DRAWING_H

#include <poppler.h>
#include <stdbool.h>
#include <stdint.h>

/* What is read: a PDF, or a file of one or more pictures of pages. */
typedef struct {
  PopplerDocument *document;
  /* The bytes of a picture file; NULL of a PDF. */
  GBytes *picture;
  int pages;
} Source;

/* A drawn page; a dot is 0xRRGGBB. */
typedef struct {
  uint32_t *dots;
  int width, height;
  /* Dots whose mean of red, green and blue is less are dark: a thin rule that was scanned and turned is faint. */
  int darkness;
  /* By how many dots a straight rule may leave its line. */
  int waviness;
} Drawing;

/* Opens a picture file; the reason why it cannot be read, or NULL. */
const char *open_picture(GBytes *bytes, Source *source);

/* The size of a page in points. A picture is as wide as A4 paper, upright or on its side. */
bool page_size(const Source *source, int number, double *width, double *height);

/*
 * Draws a page with so many dots a point; false where it cannot be. `is_scan` says that the page is a picture of
 * paper: it is turned straight where it lies askew by a few degrees. The caller frees `dots`.
 */
bool draw_page(const Source *source, int number, double scale, bool is_scan, Drawing *drawing);

/* Makes a drawing half as wide and high; of each four dots the darkest is kept. */
void halve_by_darkest(Drawing *drawing);

/* Prints the straight rules of a drawing: `r LEFT TOP RIGHT BOTTOM`, in hundredths of a point. */
void print_rules(const Drawing *drawing, int scale);

/* Prints a drawing as a Portable GrayMap, without its rules; red is left out below the line `red_until`. */
bool print_grey(const Drawing *drawing, int red_until, double scale);

#endif
