import time
t0=time.time()
x=sum(range(10))
t1=time.time()
print(f"{t1-t0:.2f} s", x, t1>t0)
from time import perf_counter, sleep
s=perf_counter(); sleep(0.01); print(f"took {perf_counter()-s:.1f}")
