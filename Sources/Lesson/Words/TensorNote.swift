import Autograd

/// What a call on tensors does to a gradient, in a sentence.
enum TensorNote {
  /// The sentence on a call by the name of its backward function; nil for one that says nothing in
  /// general.
  static func text(_ function: String) -> String? {
    let name = function.hasSuffix("Backward0") ? String(function.dropLast(9)) : function
    return switch name {
    case "Mm", "Mv", "Dot", "Bmm":
      "Each factor of a matrix product gets the upstream gradient times the other factor, transposed."
    case "Addmm", "Addmv", "Addbmm", "Baddbmm":
      "Each factor of the product gets the upstream gradient times the other factor, transposed; the "
        + "bias adds up over the rows."
    case "Softmax":
      "softmax couples its outputs: what raises one score lowers the others, so their common part is "
        + "taken away."
    case "LogSoftmax":
      "Each score gets its own gradient, less its softmax share of all of them."
    case "NllLoss", "NllLoss2D":
      "The loss looks only at the log-probability of each target, so only that one gets a gradient."
    case "CrossEntropyLoss":
      "Cross-entropy sends back what was predicted less what is true: softmax − onehot."
    case "MseLoss":
      "The slope of a square is twice the error; the mean divides it by their number."
    case "Convolution":
      "A filter's weight adds up what happened wherever the filter lay; an input adds up all filters "
        + "that covered it."
    case "NativeBatchNorm", "CudnnBatchNorm", "NativeLayerNorm", "NativeGroupNorm":
      "Normalising takes away the mean and divides by the spread of all numbers, so each one's gradient "
        + "depends on the others."
    case "MaxPool2DWithIndices", "MaxPool1D", "AdaptiveMaxPool2D":
      "Only the largest of each window gets its gradient; the others get 0."
    case "AvgPool2D", "AvgPool1D", "AdaptiveAvgPool2D":
      "Each number of a window gets an equal share of the window's gradient."
    case "Embedding", "Index", "IndexSelect", "Gather":
      "What was picked gets the gradient; what was picked more than once adds it up."
    case "View", "UnsafeView", "Reshape", "T", "Transpose", "Permute", "Unsqueeze", "Squeeze":
      "Only the shape changes; every number keeps its gradient."
    case "Expand", "Repeat": "What was repeated adds up what its copies get."
    case "Cat", "Stack": "Each part gets back its own piece of the gradient."
    default: nil
    }
  }
}
