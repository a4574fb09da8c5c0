import DafuModel
