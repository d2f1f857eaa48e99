import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import { ErrorState, Skeleton } from "@/ui/States";
import { channelQuery, channelsQuery, messageQuery, messagesQuery, type Point } from "../api";
import type { Channel } from "../types";
import { Conversation } from "./Conversation";
import css from "./Conversation.module.css";

/** So many unread messages still fit into the newest page. */
const fits = 40;

function Loaded({ channel, message }: { channel: Channel; message: string | undefined }) {
  const client = useQueryClient();
  const begin = async (): Promise<Point> => {
    // A link to a message that is gone, or never was, still leads into the conversation.
    const wanted = message ? await client.fetchQuery(messageQuery(channel.id, message)).catch(() => null) : null;
    if (wanted) return { around: wanted.seq };
    return channel.unread > fits && channel.read_seq > 0 ? { around: channel.read_seq } : {};
  };
  const messages = useQuery(messagesQuery(channel.id, begin));
  if (messages.isError && !messages.data) {
    return (
      <div className={css.center}>
        <ErrorState error={messages.error} onRetry={() => void messages.refetch()} />
      </div>
    );
  }
  return <Conversation channel={channel} stretch={messages.data} message={message} />;
}

/** One channel or conversation at its address. */
export default function ConversationPage() {
  const { channelId = "" } = useParams({ strict: false }) as { channelId?: string };
  const { message } = useSearch({ strict: false }) as { message?: string };
  const list = useQuery(channelsQuery);
  const listed = list.data?.find((channel) => channel.id === channelId);
  const alone = useQuery({ ...channelQuery(channelId), enabled: list.isFetched && !listed });
  const channel = listed ?? alone.data;
  if (!channel && alone.isError) {
    return (
      <div className={css.center}>
        <ErrorState error={alone.error} onRetry={() => void alone.refetch()} />
      </div>
    );
  }
  if (!channel) {
    return (
      <div className={css.waiting}>
        <Skeleton lines={10} />
      </div>
    );
  }
  return <Loaded key={channel.id} channel={channel} message={message} />;
}
