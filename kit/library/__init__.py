"""What other programs call: `kit.build` and `kit.plan`, and the plain data that they give back."""
