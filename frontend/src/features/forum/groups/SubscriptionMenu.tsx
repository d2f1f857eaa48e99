import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Bell, BellOff, BellRing } from "lucide-react";
import { api } from "@/api/client";
import { Button } from "@/ui/Button";
import { Menu } from "@/ui/Menu";
import { toast } from "@/ui/Toast";
import { subscriptionsQuery } from "../api";
import { useText } from "../text";
import type { Level } from "../types";

type Choice = Level | "usual";

/** How much I hear of a topic or a group. */
export function SubscriptionMenu({ place }: { place: string }) {
  const t = useText();
  const client = useQueryClient();
  const params = { path: { place } };
  const { data } = useQuery(subscriptionsQuery);
  const level: Choice | undefined = data && (data.find((one) => one.place === place)?.level ?? "usual");
  const choose = async (wanted: Choice) => {
    client.setQueryData(subscriptionsQuery.queryKey, (all) => {
      const others = all?.filter((one) => one.place !== place);
      return wanted === "usual" ? others : others && [...others, { place, level: wanted, created_at: new Date().toISOString() }];
    });
    try {
      if (wanted === "usual") await api.DELETE("/api/v1/subscriptions/{place}", { params });
      else await api.PUT("/api/v1/subscriptions/{place}", { params, body: { level: wanted } });
    } catch (error) {
      client.setQueryData(subscriptionsQuery.queryKey, data);
      toast.failed(error);
    }
  };
  const icon = level === "all" ? BellRing : level === "nothing" ? BellOff : Bell;
  const topic = place.startsWith("topic:");
  return (
    <Menu
      align="start"
      trigger={
        <Button size="small" icon={icon}>
          {t(level ? `hear.${level}` : "hear.usual")}
        </Button>
      }
    >
      {(m) => (
        <m.Choice<Choice>
          label={t("aside.hear")}
          value={level ?? "usual"}
          options={[
            { value: "all", label: t(topic ? "hear.all.topic" : "hear.all.group") },
            { value: "mentions", label: t("hear.mentions") },
            { value: "nothing", label: t("hear.nothing") },
            { value: "usual", label: t("hear.usual") },
          ]}
          onChange={(wanted) => void choose(wanted)}
        />
      )}
    </Menu>
  );
}
