#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "drawing.h"

enum {
  /* The least length and the greatest thickness of a rule, in dots of a drawing with two dots a point. */
  LEVEL_LENGTH = 56,
  UPRIGHT_LENGTH = 20,
  THICKNESS = 7,
  /* By how many dots more a rule of a scan may wander on its way across the page. */
  SLOPE = 10,
  /* So many bars at most are followed side by side. */
  BAR_LIMIT = 4096,
  /* No stroke of a character is as long, in points. */
  STROKE_LENGTH = 36,
};

static unsigned brightness(uint32_t dot) { return (dot >> 16 & 0xFF) + (dot >> 8 & 0xFF) + (dot & 0xFF); }

static bool is_dark(const Drawing *drawing, int x, int y) {
  return brightness(drawing->dots[(size_t)y * drawing->width + x]) < 3u * (unsigned)drawing->darkness;
}

void halve_by_darkest(Drawing *drawing) {
  int width = drawing->width / 2, height = drawing->height / 2;
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++) {
      const uint32_t *above = drawing->dots + (size_t)2 * y * drawing->width + 2 * x, *below = above + drawing->width;
      uint32_t darkest = above[0];
      for (int place = 1; place < 4; place++) {
        uint32_t dot = place < 2 ? above[place] : below[place - 2];
        if (brightness(dot) < brightness(darkest)) darkest = dot;
      }
      /* What is written here was read before: no dot moves forward. */
      drawing->dots[(size_t)y * width + x] = darkest;
    }
  drawing->width = width;
  drawing->height = height;
}

/* Whether a dot is dark; of a scan, also beside the line that is followed: what was turned goes up and down by a dot. */
static bool dark(const Drawing *drawing, bool level, int along, int across) {
  int breadth = level ? drawing->height : drawing->width;
  for (int beside = across - drawing->waviness; beside <= across + drawing->waviness; beside++)
    if (beside >= 0 && beside < breadth &&
        (level ? is_dark(drawing, along, beside) : is_dark(drawing, beside, along)))
      return true;
  return false;
}

/* A bar that is being followed: from where to where along it, and from which row of dots to which. */
typedef struct {
  int from, to, first, last;
} Bar;

typedef struct {
  Bar bars[BAR_LIMIT];
  int count;
} Bars;

static void print_bar(const Drawing *drawing, const Bar *bar, int scale, bool level) {
  int thickest = drawing->waviness ? THICKNESS + SLOPE : THICKNESS;
  if (bar->last - bar->first + 1 > thickest) return;
  int low = bar->from * 100 / scale, high = bar->to * 100 / scale;
  int place = (bar->first + bar->last + 1) * 100 / (2 * scale);
  if (level)
    printf("r %d %d %d %d\n", low, place, high, place);
  else
    printf("r %d %d %d %d\n", place, low, place, high);
}

/* Takes a row of a bar: the next of one that was seen in the row before, or the first of another. */
static void add_run(Bars *open, int from, int to, int across) {
  for (int index = 0; index < open->count; index++) {
    Bar *bar = &open->bars[index];
    if (bar->last < across - 1 || bar->from > to || bar->to < from) continue;
    if (from < bar->from) bar->from = from;
    if (to > bar->to) bar->to = to;
    bar->last = across;
    return;
  }
  if (open->count < BAR_LIMIT) open->bars[open->count++] = (Bar){from, to, across, across};
}

/* Prints the bars that have no dots in a row any more. */
static void end_bars(const Drawing *drawing, Bars *open, int across, int scale, bool level) {
  int kept = 0;
  for (int index = 0; index < open->count; index++) {
    if (open->bars[index].last < across)
      print_bar(drawing, &open->bars[index], scale, level);
    else
      open->bars[kept++] = open->bars[index];
  }
  open->count = kept;
}

/* Prints the thin dark bars of one direction. */
static void print_rules_along(const Drawing *drawing, int scale, bool level) {
  int length = level ? drawing->width : drawing->height;
  int breadth = level ? drawing->height : drawing->width;
  int least = level ? LEVEL_LENGTH : UPRIGHT_LENGTH;
  static Bars open;
  open.count = 0;
  for (int across = 0; across < breadth; across++) {
    int start = -1;
    for (int along = 0; along <= length; along++) {
      bool on = along < length && dark(drawing, level, along, across);
      if (on && start < 0) start = along;
      if (on || start < 0) continue;
      if (along - start >= least) add_run(&open, start, along, across);
      start = -1;
    }
    end_bars(drawing, &open, across, scale, level);
  }
  end_bars(drawing, &open, breadth, scale, level);
}

void print_rules(const Drawing *drawing, int scale) {
  print_rules_along(drawing, scale, true);
  print_rules_along(drawing, scale, false);
}

/* Marks the dots of dark bars that are longer than any stroke. */
static void mark_bars(const Drawing *drawing, bool level, int least, unsigned char *marks) {
  int length = level ? drawing->width : drawing->height;
  int breadth = level ? drawing->height : drawing->width;
  for (int across = 0; across < breadth; across++) {
    int start = -1;
    for (int along = 0; along <= length; along++) {
      bool on = along < length && dark(drawing, level, along, across);
      if (on && start < 0) start = along;
      if (on || start < 0) continue;
      if (along - start >= least)
        for (int place = start; place < along; place++)
          marks[level ? (size_t)across * drawing->width + place : (size_t)place * drawing->width + across] = 1;
      start = -1;
    }
  }
}

/* Whether a dot lies in a marked bar, or at its blurred edge. */
static bool is_bar(const Drawing *drawing, const unsigned char *marks, int x, int y) {
  for (int below = y > 0 ? y - 1 : y; below <= y + 1 && below < drawing->height; below++)
    for (int beside = x > 0 ? x - 1 : x; beside <= x + 1 && beside < drawing->width; beside++)
      if (marks[(size_t)below * drawing->width + beside]) return true;
  return false;
}

bool print_grey(const Drawing *drawing, int red_until, double scale) {
  size_t size = (size_t)drawing->width * drawing->height;
  unsigned char *marks = calloc(size, 1), *grey = malloc(size);
  bool is_done = marks && grey;
  if (is_done) {
    mark_bars(drawing, true, (int)(STROKE_LENGTH * scale), marks);
    mark_bars(drawing, false, (int)(STROKE_LENGTH * scale), marks);
    for (int y = 0; y < drawing->height; y++)
      for (int x = 0; x < drawing->width; x++) {
        size_t place = (size_t)y * drawing->width + x;
        unsigned red = drawing->dots[place] >> 16 & 0xFF, green = drawing->dots[place] >> 8 & 0xFF,
                 blue = drawing->dots[place] & 0xFF;
        grey[place] = is_bar(drawing, marks, x, y) ? 255
                      : y < red_until             ? (unsigned char)((77 * red + 151 * green + 28 * blue) >> 8)
                                                  : (unsigned char)red;
      }
    printf("P5\n%d %d\n255\n", drawing->width, drawing->height);
    is_done = fwrite(grey, 1, size, stdout) == size;
  }
  free(marks);
  free(grey);
  return is_done;
}
