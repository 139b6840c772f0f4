// An eBay address as the lines of a label.
import { pick, textAt } from "@/lib/payload";

export function addressLines(party: unknown): string[] {
  const at = pick(party, "contactAddress");
  const city = [textAt(at, "city"), textAt(at, "stateOrProvince"), textAt(at, "postalCode")].filter(Boolean);
  const lines = [
    textAt(party, "fullName"),
    textAt(party, "companyName"),
    textAt(at, "addressLine1"),
    textAt(at, "addressLine2"),
    city.join(" "),
    textAt(at, "county"),
    textAt(at, "countryCode"),
    textAt(party, "primaryPhone", "phoneNumber"),
    textAt(party, "email"),
  ];
  return [...new Set(lines.filter((line): line is string => Boolean(line)))];
}
