// Forwards /api/* to the API at API_TARGET, without the prefix; bodies and event streams pass through as they come.

interface Context {
  request: Request;
  env: { API_TARGET?: string };
}

export async function onRequest({ request, env }: Context): Promise<Response> {
  const here = new URL(request.url);
  const target = parseTarget(env.API_TARGET, here);
  if (target === undefined) {
    const detail =
      "API_TARGET must be set to the API's own address, such as https://api.example.com, in this Pages project.";
    return problem(500, "api_target_missing", detail);
  }
  try {
    return await fetch(target + here.pathname.replace(/^\/api/, "") + here.search, forwarded(request, here));
  } catch (error) {
    // biome-ignore lint/suspicious/noConsole: this is the function's log
    console.error(`${request.method} ${here.pathname}: ${target} cannot be reached`, error);
    return problem(502, "api_unreachable", "The API cannot be reached. Try again in a moment.");
  }
}

// Only an origin other than our own will do: the path is ours to append, and our own would call itself for ever.
function parseTarget(value: string | undefined, here: URL): string | undefined {
  const url = URL.parse(value?.trim() ?? "");
  const usable =
    url !== null && /^https?:$/.test(url.protocol) && url.pathname === "/" && url.host !== here.host;
  return usable ? url.origin : undefined;
}

function forwarded(request: Request, here: URL): RequestInit {
  const headers = new Headers(request.headers);
  headers.delete("Host"); // the target's own is sent
  const client = headers.get("CF-Connecting-IP");
  if (client !== null) headers.set("X-Forwarded-For", client);
  headers.set("X-Forwarded-Host", here.host);
  headers.set("X-Forwarded-Proto", here.protocol.slice(0, -1));
  // A redirect is the browser's to follow. `duplex` lets Node, too, send a body as it arrives.
  const init: RequestInit & { duplex: "half" } = {
    method: request.method,
    headers,
    redirect: "manual",
    duplex: "half",
  };
  if (request.body !== null) init.body = request.body;
  return init;
}

function problem(status: number, code: string, detail: string): Response {
  return Response.json({ detail, code }, { status, headers: { "Cache-Control": "no-store" } });
}
