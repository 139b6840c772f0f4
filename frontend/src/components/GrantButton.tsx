// Asks the seller at eBay for what streams lack; what is granted already stays granted.
import { KeyRound } from "lucide-react";
import { type Consent, useConsent } from "@/api/consent";
import { Button, type ButtonProps } from "./ui/button";

type GrantButtonProps = {
  consent: Required<Consent>;
  label: string;
  words?: string;
  size?: ButtonProps["size"];
};

export function GrantButton({ consent, label, words = "Grant", size }: GrantButtonProps) {
  const ask = useConsent();
  const isLeaving = ask.isPending || ask.isSuccess;
  return (
    <Button size={size} disabled={isLeaving} aria-label={label} onClick={() => ask.mutate(consent)}>
      <KeyRound className="text-accent" /> {isLeaving ? "Opening eBay…" : words}
    </Button>
  );
}
