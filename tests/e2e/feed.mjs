// A small synthetic feed: nobody in it exists, no number is in use.
const cities = ['Алматы', 'Астана', 'Шымкент', 'Караганда', 'Актобе'];
const pay = ['2500', '3000', '3500', '4000'];

const day = (n) => new Date(Date.UTC(2026, 9, 1 + n, 6, n % 60)).toISOString();

function organiser(at, handle, numbers) {
  return cities.flatMap((city, i) =>
    numbers.map((number, j) => ({
      source: `telegram:@work_sample_${(at + i) % 3}`,
      id: `${at}-${i}-${j}`,
      published: day(at * 3 + i * 5 + j),
      author: `sample ${at}`,
      text:
        `Девушки 18-25, ${city}! P а б о т а за границей, Дубай, хостес и модель, опыт не нужен. Доход ${pay[(i + j) % 4]}$ в месяц. ` +
        `Билет и визу оплатим, долг потом отработаешь. Паспорт сдаёшь на месте. Пиши ${handle} или звони ${number}, никому не говори`,
      url: `https://sample.example/${at}/${i}/${j}`,
    })),
  );
}

const kazakh = cities.map((city, i) => ({
  source: 'telegram:@qyz_sample',
  id: `kk-${i}`,
  published: day(20 + i),
  text:
    `Қыздар керек, ${city}! Түркияда эскорт, күніне 500$. Жасы 18-24, тәжірибе керек емес. Билетті біз төлейміз, қарызды кейін өтейсің. ` +
    'Құжатты біз сақтаймыз. Жаз: 8 7О5 OO1 9O 9O',
}));

const hostile = {
  source: 'telegram:@hostile_sample',
  id: '<script>alert(1)</script>',
  published: day(40),
  text:
    '<script>alert(1)</script><img src=x onerror=alert(2)><a href="javascript:alert(3)">Работа девушкам 18+</a> эскорт за границей, ' +
    'паспорт сдать, билет оплатим, долг отработаешь, никому не говори. https://evil.example/ +7 705 001 11 22 \u202Eabc',
};

const honest = [
  {
    source: 'jobs:sample.example',
    id: 'h1',
    published: day(3),
    text: 'Требуется повар в столовую, Астана. Оклад 250 000 тенге, трудовой договор, отдел кадров.',
  },
];

export const posts = [
  ...organiser(1, '@dream_job_000', ['8 7O5 OO1 22 ЗЗ', 'восемь 705 ноль ноль один 44 55']),
  ...organiser(2, '@star_agency_000', ['+7 (705) 001-66-77']),
  ...kazakh,
  hostile,
  ...honest,
];

export const hostileKey = `${hostile.source}/${hostile.id}`;
