// Money: grouped digits with the currency set back.
import { formatAmount } from "@/lib/numbers";

type AmountProps = { value: string | number | null | undefined; currency?: string | null | undefined };

export const Amount = ({ value, currency }: AmountProps) =>
  value === null || value === undefined || value === "" ? null : (
    <span className="whitespace-nowrap">
      {formatAmount(value)}
      {currency && <span className="ml-1 text-2xs text-faint">{currency}</span>}
    </span>
  );
