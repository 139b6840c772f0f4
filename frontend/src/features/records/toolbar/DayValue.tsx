// A day in the local zone, typed or by a shortcut; kept as the UTC moment it begins.
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { localDayToUtc, utcToLocalDay } from "@/lib/time";

const SHORTCUTS = [
  { label: "Today", days: 0 },
  { label: "7 days ago", days: 7 },
  { label: "30 days ago", days: 30 },
  { label: "A year ago", days: 365 },
];

function dayBefore(days: number) {
  const date = new Date();
  date.setDate(date.getDate() - days);
  return utcToLocalDay(date.toISOString());
}

type DayValueProps = { value: string; onChange: (value: string) => void };

export const DayValue = ({ value, onChange }: DayValueProps) => (
  <>
    <Input
      type="date"
      aria-label="Day"
      value={utcToLocalDay(value)}
      onChange={(event) => onChange(event.target.value ? localDayToUtc(event.target.value) : "")}
    />
    <div className="flex flex-wrap gap-1">
      {SHORTCUTS.map(({ label, days }) => (
        <Button key={label} look="ghost" size="sm" onClick={() => onChange(localDayToUtc(dayBefore(days)))}>
          {label}
        </Button>
      ))}
    </div>
  </>
);
