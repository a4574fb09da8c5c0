#include "drawing.h"

#include <allheaders.h>
#include <cairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
  /* A4 paper, in points. */
  PAPER_WIDTH = 595,
  PAPER_HEIGHT = 842,
  /* No scanner or telephone takes a picture of so many million dots. */
  MEGADOTS = 160,
  PAGE_LIMIT = 2000,
};

static bool is_tiff(const guint8 *bytes, size_t size) {
  return size > 4 && (memcmp(bytes, "II*\0", 4) == 0 || memcmp(bytes, "MM\0*", 4) == 0);
}

const char *open_picture(GBytes *bytes, Source *source) {
  setMsgSeverity(L_SEVERITY_NONE);
  gsize size;
  const guint8 *data = g_bytes_get_data(bytes, &size);
  l_int32 format, width, height, bits, samples, mapped, count = 1;
  if (!data || size < 12) return "damaged";
  if (is_tiff(data, size)) {
    FILE *file = fmemopen((void *)data, size, "rb");
    bool is_counted = file && tiffGetCount(file, &count) == 0;
    if (file) fclose(file);
    if (!is_counted || count < 1) return "damaged";
    if (count > PAGE_LIMIT) return "pages";
  } else if (pixReadHeaderMem(data, size, &format, &width, &height, &bits, &samples, &mapped) != 0) {
    return "damaged";
  } else if ((int64_t)width * height > (int64_t)MEGADOTS << 20) {
    return "large";
  }
  *source = (Source){.picture = bytes, .pages = count};
  return NULL;
}

/* A picture with 32 bits a dot, on white where it is transparent. */
static PIX *picture(const Source *source, int number) {
  gsize size;
  const guint8 *data = g_bytes_get_data(source->picture, &size);
  PIX *read = is_tiff(data, size) ? pixReadMemTiff(data, size, number) : pixReadMem(data, size);
  PIX *opaque = read ? pixRemoveAlpha(read) : NULL;
  PIX *full = opaque ? pixConvertTo32(opaque) : NULL;
  pixDestroy(&opaque);
  pixDestroy(&read);
  return full;
}

bool page_size(const Source *source, int number, double *width, double *height) {
  if (!source->picture) {
    PopplerPage *page = poppler_document_get_page(source->document, number);
    if (!page) return false;
    poppler_page_get_size(page, width, height);
    g_object_unref(page);
    return true;
  }
  PIX *pix = picture(source, number);
  if (!pix) return false;
  double across = pixGetWidth(pix), down = pixGetHeight(pix);
  pixDestroy(&pix);
  *width = across <= down ? PAPER_WIDTH : PAPER_HEIGHT;
  *height = *width * down / across;
  return true;
}

static PIX *draw_picture(const Source *source, int number, int width, int height) {
  PIX *pix = picture(source, number);
  PIX *scaled = pix ? pixScaleToSize(pix, width, height) : NULL;
  pixDestroy(&pix);
  return scaled;
}

static PIX *draw_pdf(const Source *source, int number, int width, int height, double scale) {
  PopplerPage *page = poppler_document_get_page(source->document, number);
  if (!page) return NULL;
  PIX *pix = NULL;
  cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
  if (cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS) {
    cairo_t *context = cairo_create(surface);
    cairo_set_source_rgb(context, 1, 1, 1);
    cairo_paint(context);
    cairo_scale(context, scale, scale);
    poppler_page_render(page, context);
    cairo_destroy(context);
    cairo_surface_flush(surface);
    const unsigned char *dots = cairo_image_surface_get_data(surface);
    int stride = cairo_image_surface_get_stride(surface);
    pix = dots ? pixCreateNoInit(width, height, 32) : NULL;
    for (int y = 0; pix && y < height; y++) {
      const uint32_t *row = (const uint32_t *)(const void *)(dots + (size_t)y * stride);
      l_uint32 *line = pixGetData(pix) + (size_t)y * pixGetWpl(pix);
      for (int x = 0; x < width; x++) line[x] = row[x] << 8;
    }
  }
  cairo_surface_destroy(surface);
  g_object_unref(page);
  return pix;
}

bool draw_page(const Source *source, int number, double scale, bool is_scan, Drawing *drawing) {
  double across, down;
  if (!page_size(source, number, &across, &down)) return false;
  int width = (int)(across * scale), height = (int)(down * scale);
  if (width < 1 || height < 1) return false;
  PIX *pix = source->picture ? draw_picture(source, number, width, height)
                             : draw_pdf(source, number, width, height, scale);
  PIX *straight = pix && is_scan ? pixDeskew(pix, 0) : NULL;
  PIX *chosen = straight && pixGetWidth(straight) == width && pixGetHeight(straight) == height ? straight : pix;
  uint32_t *dots = chosen ? malloc((size_t)width * height * sizeof *dots) : NULL;
  for (int y = 0; dots && y < height; y++) {
    const l_uint32 *line = pixGetData(chosen) + (size_t)y * pixGetWpl(chosen);
    for (int x = 0; x < width; x++) dots[(size_t)y * width + x] = line[x] >> 8;
  }
  pixDestroy(&straight);
  pixDestroy(&pix);
  *drawing = (Drawing){dots, width, height, is_scan ? 215 : 170, is_scan ? 1 : 0};
  return dots != NULL;
}
