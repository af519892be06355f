// Serves www/dist as the static files it is: what is not there is a 404, not the page again. The port is 4173
// or the next free one; PORT and HOST choose others.
import { createServer } from "node:http";
import sirv from "sirv";

const host = process.env.HOST ?? "127.0.0.1";
const files = sirv("www/dist", { dev: true, etag: true });
const server = createServer((request, response) => {
  files(request, response, () => {
    response.writeHead(404, { "content-type": "text/plain; charset=utf-8" });
    response.end("not found\n");
  });
});

const listen = (port) => {
  server.once("error", (error) => {
    if (error.code === "EADDRINUSE" && !process.env.PORT) return listen(port + 1);
    console.error(`error: cannot listen on port ${port}: ${error.message}`);
    process.exitCode = 1;
  });
  server.listen(port, host);
};

server.on("listening", () => {
  console.log(`perpixel is at http://${host}:${server.address().port}/  (stop with Ctrl-C)`);
});
listen(Number(process.env.PORT ?? 4173));
