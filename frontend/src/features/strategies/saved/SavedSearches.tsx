import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Bookmark, Trash2 } from "lucide-react";
import { api, body } from "@/api/client";
import { IconButton } from "@/ui/Button";
import { Switch } from "@/ui/Choice";
import { useConfirming } from "@/ui/Confirming";
import { Item, List, TwoLines } from "@/ui/List";
import { Section } from "@/ui/Page";
import { toast } from "@/ui/Toast";
import { useFacetName } from "../finding/names";
import { facetNames } from "../finding/wanted";
import { useText } from "../text";
import { savedQuery, searchOf, type Saved } from "./queries";

/** One's own saved searches, to ask again; nothing where there are none. */
export function SavedSearches() {
  const t = useText();
  const client = useQueryClient();
  const { ask, dialog } = useConfirming();
  const nameOf = useFacetName();
  const rows = useQuery(savedQuery()).data?.items ?? [];
  const again = () => client.invalidateQueries({ queryKey: savedQuery().queryKey });
  const tell = useMutation({
    mutationFn: ({ id, told }: Saved) => body(api.PATCH("/api/v1/strategies/searches/{search_id}", { params: { path: { search_id: id } }, body: { told } })),
    onError: (error) => toast.failed(error),
    onSettled: again,
  });
  const forget = async (id: string) => {
    await body(api.DELETE("/api/v1/strategies/searches/{search_id}", { params: { path: { search_id: id } } }));
    void again();
  };
  if (rows.length === 0) return null;
  const about = (saved: Saved) => {
    const wanted = searchOf(saved.wanted);
    const chosen = facetNames.flatMap((facet) => (wanted[facet] ?? []).map((value) => nameOf(facet, value)));
    return [wanted.q !== saved.name && wanted.q, ...chosen].filter(Boolean).join(" · ");
  };
  return (
    <Section title={t("saved.title")} framed flush>
      <List label={t("saved.title")}>
        {rows.map((saved) => {
          const told = tell.isPending && tell.variables.id === saved.id ? tell.variables.told : saved.told;
          return (
            <Item
              key={saved.id}
              end={
                <>
                  <Switch checked={told} label={t("saved.tell")} onChange={(on) => tell.mutate({ ...saved, told: on })} />
                  <IconButton icon={Trash2} label={t("saved.forget.of", { name: saved.name })} onClick={() => ask({ title: t("saved.forget"), detail: saved.name, confirm: t("saved.forget"), act: () => forget(saved.id) })} />
                </>
              }
            >
              <TwoLines start={<Bookmark size={18} aria-hidden />} second={about(saved)}>
                <Link to="/strategies/search" search={searchOf(saved.wanted)}>{saved.name}</Link>
              </TwoLines>
            </Item>
          );
        })}
      </List>
      {dialog}
    </Section>
  );
}
