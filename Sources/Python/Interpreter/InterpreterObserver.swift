/// Told what a program does while it runs.
package protocol InterpreterObserver: AnyObject {
  /// Called before each simple statement, and before each evaluation of a loop's header.
  func willRun(line: Int, interpreter: Interpreter)
  /// Called after a plain name was bound to an instance of a class, parameters included.
  func didBind(_ name: String, to value: Object, interpreter: Interpreter)
  /// Called when a call of a user's function begins; a method's name is `Net.forward`.
  func didEnter(function name: String, callLine: Int, interpreter: Interpreter)
  /// Called when such a call ends, by a result or by an exception.
  func didLeave(interpreter: Interpreter)
}
