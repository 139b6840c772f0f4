// Gives the focus back to what opened a dialog; one opened from a menu gives it to the menu's button.
import { useRef } from "react";

function opener() {
  const menu = document.activeElement?.closest("[role=menu]");
  return menu ? document.getElementById(menu.getAttribute("aria-labelledby") ?? "") : document.activeElement;
}

/** Looks while rendering: a field with `autoFocus` has the focus before any effect. */
export function useFocusReturn(open: boolean) {
  const openedBy = useRef<Element | null>(null);
  const wasOpen = useRef(false);
  if (open && !wasOpen.current) openedBy.current = opener();
  wasOpen.current = open;
  return {
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      if (openedBy.current instanceof HTMLElement) openedBy.current.focus();
    },
  };
}
