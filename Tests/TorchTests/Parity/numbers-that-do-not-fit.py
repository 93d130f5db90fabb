import torch
def t(name, f):
    try: print(name, f())
    except Exception as e: print(name, type(e).__name__, str(e).split('\n')[0][:300])
y = torch.arange(5.)
t('floatidx', lambda: y[[1.0, 2.0]])
t('floatidx2', lambda: y[[1, 2.5]])
t('floatidx3', lambda: y[torch.tensor([1.,2.])])
t('floatidx4', lambda: y[1.0])
t('floatidx5', lambda: y[[True,False,True,False,True]])
t('stridx', lambda: y['a'])
t('noneidx', lambda: y[[None]])
t('nested', lambda: torch.arange(6.).view(2,3)[[[0,1],[1,2]]])
t('nestedf', lambda: torch.arange(6.).view(2,3)[[[0,1],[1,2.]]])
t('listoftensor', lambda: y[[torch.tensor(1), torch.tensor(2)]])
t('listoftensorf', lambda: y[[torch.tensor(1.), torch.tensor(2)]])
def setf():
    z = y.clone(); z[[0., 1.]] = 3.; return z
t('setfloat', setf)
for dt in ['uint8','int8','int16','int32','int64','float16','float32','bool']:
    for v in ['300','-1','2**31','2**40','1e39','1e300','float("inf")','float("nan")','70000.','3.7','-3.7','True']:
        d = getattr(torch, dt)
        t(f'full {dt} {v}', lambda: torch.full((2,), eval(v), dtype=d))
        t(f'fill_ {dt} {v}', lambda: torch.zeros(2, dtype=d).fill_(eval(v)))
        def si():
            z = torch.zeros(2, dtype=d); z[0] = eval(v); return z
        t(f'setitem {dt} {v}', si)
        t(f'tensor {dt} {v}', lambda: torch.tensor(eval(v), dtype=d))
        t(f'tensor1 {dt} {v}', lambda: torch.tensor([eval(v)], dtype=d))
        t(f'full_like {dt} {v}', lambda: torch.full_like(torch.zeros(2, dtype=d), eval(v)))
        t(f'new_full {dt} {v}', lambda: torch.zeros(2, dtype=d).new_full((2,), eval(v)))
        t(f'mfill {dt} {v}', lambda: torch.zeros(2, dtype=d).masked_fill(torch.tensor([True,False]), eval(v)))
        t(f'add {dt} {v}', lambda: torch.zeros(2, dtype=d) + eval(v))
        t(f'mul {dt} {v}', lambda: torch.ones(2, dtype=d) * eval(v))
        t(f'add_ {dt} {v}', lambda: torch.zeros(2, dtype=d).add_(eval(v)))
        t(f'lt {dt} {v}', lambda: torch.zeros(2, dtype=d) < eval(v))
        t(f'where {dt} {v}', lambda: torch.where(torch.tensor([True,False]), torch.zeros(2, dtype=d), eval(v)))
        t(f'clamp {dt} {v}', lambda: torch.zeros(2, dtype=d).clamp(eval(v)))
        t(f'scatter {dt} {v}', lambda: torch.zeros(2, dtype=d).scatter(0, torch.tensor([1]), eval(v)))
        t(f'index_fill {dt} {v}', lambda: torch.zeros(2, dtype=d).index_fill(0, torch.tensor([1]), eval(v)))
