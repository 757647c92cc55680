export default function Page() {
  return <h1 className="text-3xl">OpticWorks</h1>;
}
