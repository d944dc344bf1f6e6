"""The interview of `kit new`: its questions in their order, whoever asks them."""
