"""`python -m portal` is the same as the `portal` command."""

try:
    from portal.cli import main
except KeyboardInterrupt:  # pressed while the program is still being read
    raise SystemExit(130) from None

main()
