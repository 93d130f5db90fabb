import math
def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
for s in ['2j','1+2j','-2j','1-2j','-1-2j','0j','-0j','1e10+1e-5j','complex(1,2)','complex("1+2j")','complex(" 1-2J ")','complex("j")','complex("-j")','complex("1e5")','complex("(3-4j)")','complex("1 + 2j")','complex("")','complex("nan+infj")','complex("inf")','complex(1j,2j)','complex(real=3)','complex(imag=2)','complex()','complex(True)','complex("1",2)','complex(1,"2")','complex([])','complex(1,[])','complex(2**2000)','(1+2j)*(3-4j)','(1+2j)/(3-4j)','(1+2j)/0','1/(2j)','0j/0j','(1+2j)**2','(1+2j)**-1','(1+2j)**0.5','(1+2j)**(1+1j)','0j**0','0j**2','0j**-1','0j**1j','2**1j','(-8)**(1/3)','(-8.0)**0.5','(-1)**.5','(-2)**-1.5','pow(-8,1/3)','pow(1j,2,3)','abs(3+4j)','abs(complex("inf"))','abs(complex("nan"))','abs(complex(1e308,1e308))','(3+4j).conjugate()','(3+4j).real','(3+4j).imag','1j==1j','1+0j==1','1==1+0j','1j==1','1j!=1j','1j<2','1j<1j','hash(1+0j)==hash(1)','hash(1j)','hash(1+2j)','hash(-1+2j)','{1:2}[1+0j]','bool(0j)','bool(1j)','not 1j','-(1+2j)','+(1j)','~1j','1j//2','1j%2','divmod(1j,2)','int(1j)','float(1j)','round(1j)','str(1j)','f"{1+2j}"','f"{1+2j:.2f}"','f"{1+2j:10.1f}|"','f"{1+2j:<12}|"','f"{1+2j:^12}|"','f"{1+2j:+.1e}"','f"{1+2j:010}"','f"{1+2j:=10}"','f"{2j:.3}"','f"{1.25+2j:.3}"','f"{1+2j:d}"','f"{1+2j:s}"','f"{1+2j:,.1f}"','f"{1e6+2j:,.1f}"','f"{-0.0+2j}"','f"{1+2j:+}"','f"{0j:+}"','"%s"%(1j,)','"%f"%1j','type(1j)','isinstance(1j,complex)','isinstance(1,complex)','issubclass(complex,object)','complex.__name__','sum([1j,2,3.5])','1j+True','1j-"a"','"a"*1j','[1]*1j','[1,2][1j]','max(1j,2j)','sorted([1j])','sorted([1j,2])','math.sqrt(1j)','math.sqrt(-1)','(1j).is_integer','len(1j)','iter(1j)','1j in [1j]','[1j].index(1j)','set([1j,1j,1,1+0j])','1_0.5j','0x1j' if 0 else '1e3j','1.j','.5J','(1+2j).__add__(1)','(1+2j).__add__("a")','(1).__add__(1j)','(1j).__radd__(1)','1j.real','complex.conjugate(1j)','complex(1,-0.0)','complex(-0.0,2)','complex(-0.0,-0.0)','1-0j','-1+0j','-(0j)','0j-0j','complex(0,-1)*1j','1e308j*10','(1e308+0j)*(1e308)','1e200j**2','(1e200+1j)**2','(1e200+1j)**2.5','complex("1+2")','complex("1+2jj")','complex("1+-2j")','complex("++1j")','complex("1e+5j")','complex("1e+5-1e-5j")','complex("\u0661j")','complex("1_0j")', 'complex(1.5)','repr(complex(1.5,-2.25))','complex(float("nan"),float("-inf"))','abs(-5j)','(2+0j)**3','(2+3j)**101','(1+1j)**100','2.0**(1+0j)','True**1j','math.isclose(1j,1j)','eval("2j+1")','all([0j])','any([0j,1j])','1j if 1j else 0','(1j)**0','1j**2==-1','(1+2j)==(1+2j)','complex(complex(1,2))','complex(1+2j,3+4j)']:
    print(s, end='  ->  '); t(lambda: eval(s))
class C:
    def __complex__(self): return 3+4j
class D:
    def __float__(self): return 2.5
class E(complex): 
    def show(self): return (self.real, self.imag)
class F:
    def __complex__(self): return 3
t(lambda: complex(C())); t(lambda: complex(D())); t(lambda: complex(D(), D())); t(lambda: complex(1, C())); t(lambda: complex(F()))
e=E(1,2); print(e, repr(e), e.show(), e+1, type(e+1), type(e), abs(E(3,4)), e==1+2j, isinstance(e, complex), e*e)
z=1j
z+=1; z*=2; z-=1j; z/=2; z**=2; print(z)
match 1+2j:
    case 1+2j: print('ok')
match -2j:
    case -2j: print('ok')
match 3:
    case 1j: print('no')
    case 3+0j: print('eq')
import copy, json
print(copy.copy(z), copy.deepcopy([z]), {z: 1}, (z,), [z])
t(lambda: json.dumps(1j))
x = [a*1j for a in range(3)]; print(x)
roots=[(-b + (b*b-4*a*c)**0.5)/(2*a) for a,b,c in [(1,2,5),(1,0,1),(1,-3,2)]]; print(roots)
print({1j,2j,3}=={3,2j,1j}, 1j.__class__, (1j).__hash__()==hash(1j))
