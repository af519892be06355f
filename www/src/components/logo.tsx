// The mark: a letter p on a grid of sixteen pixels, the same drawing as the icon.

const ON =
  "M1 1h6v6H1zM9 1h6v6H9zM17 1h6v6h-6zM1 9h6v6H1zM25 9h6v6h-6zM1 17h6v6H1zM9 17h6v6H9zM17 17h6v6h-6zM1 25h6v6H1z";
const OFF = "M25 1h6v6h-6zM9 9h6v6H9zM17 9h6v6h-6zM25 17h6v6h-6zM9 25h6v6H9zM17 25h6v6h-6zM25 25h6v6h-6z";

export function Logo() {
  return (
    <svg class="logo" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
      <path d={ON} />
      <path class="off" d={OFF} />
    </svg>
  );
}
