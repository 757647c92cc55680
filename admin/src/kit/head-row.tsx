/** Titles of a table. A title that ends with `#` stands over numbers: to the right, as they do. */
export function HeadRow({ titles }: { titles: readonly string[] }) {
  return (
    <thead>
      <tr>
        {titles.map((title) => (
          <th key={title} scope="col" className={title.endsWith('#') ? 'num' : undefined}>
            {title.replace(/#$/, '')}
          </th>
        ))}
      </tr>
    </thead>
  );
}
