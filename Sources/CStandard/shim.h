// What the portable core needs of C's own library: wherever it runs, there is one.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
