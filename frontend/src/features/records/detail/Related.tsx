// Where a record leads: the one that it belongs to, and what else belongs together with it, each in its own grid.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { recordStreamsQuery } from "@/api/shared-queries";
import type { RecordDetail, RecordStream, RelatedRecords } from "@/api/types";
import { formatCount } from "@/lib/numbers";
import { nameOf } from "../naming";
import { Fact, Facts, Section } from "./Section";

type RelatedProps = { stream: RecordStream; record: RecordDetail };

export function Related({ record }: RelatedProps) {
  const { data: streams = [] } = useQuery(recordStreamsQuery);
  const belongs = record.related.filter(({ refers, id }) => refers && id);
  const others = record.related.filter((one) => !belongs.includes(one));
  return (
    <>
      <Links title="Belongs to" links={belongs} record={record} streams={streams} />
      <Links title="Related" links={others} record={record} streams={streams} />
    </>
  );
}

type LinksProps = {
  title: string;
  links: RelatedRecords[];
  record: RecordDetail;
  streams: readonly RecordStream[];
};

const Links = ({ title, links, record, streams }: LinksProps) =>
  links.length > 0 && (
    <Section title={title}>
      <Facts>
        {links.map((link) => {
          const stream = streams.find(({ name }) => name === link.stream);
          if (!stream) return null;
          const { name, text } = wordsOf(stream, link);
          return (
            <Fact key={link.stream} name={name}>
              <Link
                to="/browse/$stream"
                params={{ stream: link.stream }}
                search={{
                  filter: [link.filter],
                  account_id: [String(record.account_id)],
                  id: link.id ?? undefined,
                }}
                aria-label={`${name} ${text}`}
                className="rounded-sm text-accent hover:underline"
              >
                {text}
              </Link>
            </Fact>
          );
        })}
      </Facts>
    </Section>
  );

/** A single record is called by its name, several are counted. */
function wordsOf(stream: RecordStream, { id, count, exact }: RelatedRecords) {
  return id
    ? { name: stream.singular, text: nameOf(stream, id) }
    : { name: stream.title, text: `${exact ? "" : "more than "}${formatCount(count)}` };
}
