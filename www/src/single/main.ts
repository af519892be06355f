// The entry of the one-file page: its own files first, then the page as it is.

import "./files.ts";
import "../main.tsx";
