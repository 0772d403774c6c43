export default function CampaignScreen({ id }: { readonly id: string }) {
  return <p>{id}</p>
}
