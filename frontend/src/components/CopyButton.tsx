// Copies a text and says so for a moment.
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button, type ButtonProps } from "./ui/button";

type CopyButtonProps = Omit<ButtonProps, "onCopy"> & { text: string | (() => string); label: string };

export function CopyButton({ text, label, children, ...props }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    await navigator.clipboard.writeText(typeof text === "function" ? text() : text);
    setCopied(true);
  };
  return (
    <Button
      look="ghost"
      size={children ? "sm" : "iconSm"}
      aria-label={copied ? "Copied" : label}
      title={label}
      onClick={copy}
      {...props}
    >
      {copied ? <Check className="text-ok" /> : <Copy />}
      {children}
    </Button>
  );
}
