/// Why something that a person gave cannot be used, to be said after its name.
package protocol InputError: Error, CustomStringConvertible {}
