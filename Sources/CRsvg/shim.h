#include <dlfcn.h>
#include <stddef.h>

// What is used of librsvg, and of cairo and GLib, which it draws and counts with.
//
// They bring sixty other libraries, for which every command would wait; so they are opened when the
// first picture is drawn with them. The declarations are those of their headers.

typedef struct _RsvgHandle RsvgHandle;
typedef struct _cairo cairo_t;
typedef struct _cairo_surface cairo_surface_t;

typedef struct {
  unsigned int domain;
  int code;
  char *_Nullable message;
} GError;

typedef struct {
  double x, y, width, height;
} RsvgRectangle;

#define CAIRO_STATUS_SUCCESS 0
#define CAIRO_STATUS_WRITE_ERROR 11
#define CAIRO_FORMAT_ARGB32 0
#define CAIRO_PDF_METADATA_TITLE 0
#define CAIRO_PDF_METADATA_CREATE_DATE 5

typedef int (*cairo_write_func_t)(
    void *_Nullable sink, const unsigned char *_Nullable data, unsigned int count);

#define RSVG_FUNCTIONS(function)                                                                  \
  function(RsvgHandle *, rsvg_handle_new_from_data, (const unsigned char *, size_t, GError **))   \
  function(void, rsvg_handle_get_intrinsic_dimensions,                                            \
           (RsvgHandle *, int *, void *, int *, void *, int *, RsvgRectangle *))                  \
  function(void, rsvg_handle_set_dpi, (RsvgHandle *, double))                                     \
  function(int, rsvg_handle_render_document,                                                      \
           (RsvgHandle *, cairo_t *, const RsvgRectangle *, GError **))                           \
  function(void, g_object_unref, (void *))                                                        \
  function(void, g_error_free, (GError *))                                                        \
  function(cairo_surface_t *, cairo_pdf_surface_create_for_stream,                                \
           (cairo_write_func_t, void *, double, double))                                          \
  function(void, cairo_pdf_surface_set_metadata, (cairo_surface_t *, int, const char *))          \
  function(void, cairo_pdf_surface_set_size, (cairo_surface_t *, double, double))                 \
  function(cairo_surface_t *, cairo_image_surface_create, (int, int, int))                        \
  function(int, cairo_surface_write_to_png_stream,                                                \
           (cairo_surface_t *, cairo_write_func_t, void *))                                       \
  function(void, cairo_surface_show_page, (cairo_surface_t *))                                    \
  function(void, cairo_surface_finish, (cairo_surface_t *))                                       \
  function(void, cairo_surface_destroy, (cairo_surface_t *))                                      \
  function(cairo_t *, cairo_create, (cairo_surface_t *))                                          \
  function(void, cairo_scale, (cairo_t *, double, double))                                        \
  function(int, cairo_status, (cairo_t *))                                                        \
  function(void, cairo_destroy, (cairo_t *))                                                      \
  function(const char *_Nonnull, cairo_status_to_string, (int))

/// The functions, by their own names.
typedef struct {
#define FIELD(result, name, parameters) result(*name) parameters;
  RSVG_FUNCTIONS(FIELD)
#undef FIELD
} rsvg_functions;

/// Finds the functions, and returns NULL, or why they cannot be had.
static inline const char *_Nullable rsvg_open(rsvg_functions *_Nonnull functions) {
  void *library = dlopen("librsvg-2.so.2", RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) return dlerror();
#define FIND(result, name, parameters)                              \
  *(void **)&functions->name = dlsym(library, #name);               \
  if (functions->name == NULL) return dlerror();
  RSVG_FUNCTIONS(FIND)
#undef FIND
  return NULL;
}
