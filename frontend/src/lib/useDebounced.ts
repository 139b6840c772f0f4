// The value as it was once it stopped changing.
import { useEffect, useState } from "react";

export function useDebounced<Value>(value: Value, ms: number) {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
