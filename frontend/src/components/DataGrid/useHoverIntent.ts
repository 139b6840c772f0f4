// The cell the pointer rests on: passing over cells, or clicking at once, changes nothing.
import { useEffect, useRef, useState } from "react";

const REST_MS = 450;

export function useHoverIntent() {
  const [hovered, setHovered] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const leave = () => {
    clearTimeout(timer.current);
    setHovered(null);
  };
  const enter = (id: string) => {
    leave();
    timer.current = setTimeout(() => setHovered(id), REST_MS);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  return { hovered, enter, leave };
}
