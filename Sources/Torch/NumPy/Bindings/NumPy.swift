import Python

/// NumPy's names, offered to an interpreter beside those of PyTorch.
///
/// A class, because its functions refer to it and it to its types. It is made when a program first
/// asks for something of NumPy.
final class NumPy {
  unowned(unsafe) let library: Library
  let arrayType: TypeObject
  /// The base of the types of single numbers.
  let genericType: TypeObject
  let dtypeType: TypeObject
  private(set) var scalarTypes: [DType: TypeObject] = [:]
  /// The types between `generic` and those of the numbers, such as `np.floating`.
  private(set) var abstractTypes: [String: TypeObject] = [:]
  private var dtypes: [DType: Object] = [:]
  var printOptions = ArrayPrintOptions()
  /// The program's own functions that show elements, by kind, as `set_printoptions` gets them.
  var formatters: [String: Object] = [:]
  /// What is done about each slip: `warn`, `ignore` or `raise`.
  var slipModes: [String: String] = ["divide": "warn", "over": "warn", "invalid": "warn"]

  var interpreter: Interpreter { library.interpreter }

  init(_ library: Library) {
    self.library = library
    let types = library.interpreter.builtinTypes
    func type(_ name: String, _ bases: [TypeObject]) -> TypeObject {
      TypeObject(name: name, bases: bases, module: "numpy")
    }
    arrayType = type("ndarray", [types.object])
    dtypeType = type("dtype", [types.object])
    genericType = type("generic", [types.object])
    let number = type("number", [genericType])
    let integer = type("integer", [number])
    let inexact = type("inexact", [number])
    let signed = type("signedinteger", [integer])
    let unsigned = type("unsignedinteger", [integer])
    let floating = type("floating", [inexact])
    for abstract in [number, integer, inexact, signed, unsigned, floating] {
      abstractTypes[abstract.name] = abstract
    }
    for dtype in DType.allCases {
      let base =
        switch dtype {
        case .bool: genericType
        case .uint8: unsigned
        case .int8, .int16, .int32, .int64: signed
        case .float16, .float32, .float64: floating
        }
      scalarTypes[dtype] = type(dtype.name, dtype == .float64 ? [base, types.float] : [base])
      dtypes[dtype] = .instance(Instance(type: dtypeType, payload: TypeBox(dtype)))
    }
    for shown in [arrayType, genericType] + Array(scalarTypes.values) {
      shown.isNamedWithModule = true
      shown.isInheritable = false
      shown.slotNames = []
    }
    defineTypes()
    defineModule()
  }

  /// What a dtype object holds.
  private final class TypeBox {
    let dtype: DType

    init(_ dtype: DType) { self.dtype = dtype }
  }

  /// The types that are NumPy's own.
  var types: [TypeObject] {
    [arrayType, genericType, dtypeType] + Array(scalarTypes.values) + Array(abstractTypes.values)
  }

  // MARK: Between Python's objects and arrays

  /// An array as an object.
  func wrap(_ array: NDArray) -> Object {
    .instance(Instance(type: arrayType, payload: array))
  }

  /// An array of no dimensions as a number, any other as it is.
  func result(_ array: NDArray) -> Object {
    array.rank == 0 ? scalar(array.first, array.dtype) : wrap(array)
  }

  func scalar(_ value: Double, _ dtype: DType) -> Object {
    .instance(
      Instance(type: scalarTypes[dtype] ?? genericType, payload: NDArray(value, dtype)))
  }

  func isScalar(_ object: Object) -> Bool {
    guard case .instance(let instance) = object else { return false }
    return instance.type !== arrayType && instance.payload is NDArray
  }

  func object(_ dtype: DType) -> Object { dtypes[dtype] ?? .none }

  /// What NumPy takes as the name of a type; nil for `None`.
  func dtype(_ object: Object) throws(TorchError) -> DType? {
    switch object {
    case .none: return nil
    case .string(let name):
      if let dtype = DType(numpy: name) { return dtype }
      if NumPy.otherTypes.contains(name) { throw TorchError.unsupported("numpy.\(name)") }
      throw TorchError.type("data type \(try calling(interpreter.repr(object))) not understood")
    case .type(let type):
      if let (dtype, _) = scalarTypes.first(where: { $0.value === type }) { return dtype }
      let types = interpreter.builtinTypes
      if type === types.float { return .float64 }
      if type === types.int { return .int64 }
      if type === types.bool { return .bool }
      if type === types.object || type === types.str {
        throw TorchError.unsupported("an array of \(type.name) (only numbers are)")
      }
    case .instance(let instance):
      if let box = instance.payload as? TypeBox { return box.dtype }
    default: break
    }
    throw TorchError.type(
      "Cannot interpret '\(try calling(interpreter.str(object)))' as a data type")
  }

  /// Types of NumPy that there are none of here.
  static let otherTypes = [
    "uint16", "uint32", "uint64", "complex64", "complex128", "longdouble", "float128", "object",
    "object_", "str_", "str", "bytes_", "datetime64", "timedelta64", "complex", "ulonglong",
    "clongdouble", "void", "uint",
  ]

  // MARK: What goes wrong with numbers

  /// Reports what happened to floats, as `np.errstate` has it.
  func report(_ slips: FloatingPointSlips, in function: String) throws(TorchError) {
    guard !slips.isEmpty else { return }
    for (slip, name, text) in FloatingPointSlips.all where slips.contains(slip) {
      let message = "\(text) \(function)"
      switch slipModes[name] {
      case "ignore": continue
      case "raise": throw TorchError("FloatingPointError", message)
      default: try library.warnings.add(message, category: "RuntimeWarning")
      }
    }
  }

  /// Writes into an array; tensors over the same memory are told.
  func write<Failure>(_ array: NDArray, _ body: () throws(Failure) -> Void) throws(Failure) {
    try body()
    array.storage.noteChange()
    library.runtime.memoryChanged(array.storage)
  }

  func checkRoom(_ shape: [Int]) throws(TorchError) {
    guard shape.allSatisfy({ $0 >= 0 }) else {
      throw TorchError.value("negative dimensions are not allowed")
    }
    try library.runtime.checkRoom(for: [shape])
  }
}
