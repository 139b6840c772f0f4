// The browser tab's title.
import { useEffect } from "react";

export function useTitle(title: string) {
  useEffect(() => {
    document.title = `${title} · eBay Connector`;
  }, [title]);
}
