import brief  # noqa: F401  # before altair, whose import it makes 2 s shorter in every kernel
