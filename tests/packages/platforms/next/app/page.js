import { Client } from "./client";
import { figures } from "./figures";

// Asked anew by each request, so that the server that runs answers, not only the build.
export const dynamic = "force-dynamic";

export default async function Page() {
  return (
    <>
      <pre>{await figures()}</pre>
      <Client />
    </>
  );
}
