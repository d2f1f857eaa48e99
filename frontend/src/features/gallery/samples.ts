import type { Suggestion } from "@/ui/useSuggestions";

export const people: Suggestion[] = [
  { id: "1", kind: "person", label: "Ana Lucía Ferreira dos Santos Albuquerque", detail: "CAIS/RNP", country: "BRA" },
  { id: "2", kind: "person", label: "Marlon Bennett", detail: "Jamaica Cyber Incident Response Team", country: "JAM" },
  { id: "3", kind: "person", label: "Tamika St. Clair-Hughes", detail: "Government Information Technology Services", country: "KNA" },
  { id: "4", kind: "person", label: "Jean-Baptiste Désir", detail: "Conseil national des télécommunications", country: "HTI" },
];

export const findPeople = async (query: string) => {
  await new Promise((resolve) => setTimeout(resolve, 150));
  return people.filter((person) => person.label.toLowerCase().includes(query.toLowerCase()));
};

export const html = `<p>We see <strong>phishing</strong> against ministries of finance, with mail that appears to come from
<a href="https://example.org">a regional bank</a>. <a data-mention="person" data-id="2">@Marlon Bennett</a>, can you confirm?</p>
<h2>Indicators</h2><ul><li>Sender domains end in <code>.example</code></li><li>Attachment: an encrypted archive</li></ul>
<pre><code>198.51.100.23
203.0.113.0/24
hxxps://login.example/verify?id=0123456789abcdef0123456789abcdef0123456789abcdef</code></pre>
<blockquote><p>Reported first by the national team of a member state.</p></blockquote>
<table><thead><tr><th>Country</th><th class="align-right">Hosts</th></tr></thead><tbody><tr><td>Jamaica</td><td class="align-right">12</td></tr><tr><td>Belize</td><td class="align-right">3</td></tr></tbody></table>`;
