#include <archive.h>
#include <archive_entry.h>

/// Macros with a cast, which Swift cannot import.
static inline unsigned int gw_regular_file(void) { return AE_IFREG; }
static inline unsigned int gw_folder(void) { return AE_IFDIR; }
