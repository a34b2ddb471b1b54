import type { Locale } from './locale.ts'

export const pt: Locale = {
  country: 'PT',
  language: 'pt',
  share: 2,
  given: {
    female: `Maria,Ana,Matilde,Leonor,Beatriz,Carolina,Mariana,Inês,Joana,Sofia,Catarina,Marta,Rita,Teresa,Isabel
      Helena,Luísa,Margarida,Francisca,Cláudia,Patrícia,Sandra,Susana,Fátima,Conceição,Graça,Alice,Laura,Madalena`,
    male: `José,João,António,Manuel,Pedro,Luís,Carlos,Paulo,Francisco,Rui,Miguel,Ricardo,Nuno,Tiago,Bruno,Jorge
      Fernando,Hugo,André,Diogo,Gonçalo,Rodrigo,Martim,Duarte,Afonso,Tomás,Filipe,Vítor,Sérgio,Joaquim,Simão`,
    neutral: 'Alex,Noa,Ariel',
  },
  family: `Silva,Santos,Ferreira,Pereira,Oliveira,Costa,Rodrigues,Martins,Jesus,Sousa,Fernandes,Gonçalves,Gomes,Lopes
    Marques,Alves,Almeida,Ribeiro,Pinto,Carvalho,Teixeira,Moreira,Correia,Mendes,Nunes,Soares,Vieira,Monteiro
    Cardoso,Rocha,Raposo,Neves,Coelho,Cruz,Cunha,Pires,Ramos,Reis,Simões,Antunes,Matos,Fonseca,Machado,Araújo
    Barbosa,Tavares,Lourenço,Castro,Figueiredo,Azevedo,Freitas,Magalhães,Henriques,Lima,Guerreiro,Batista`,
  familyParts: [
    'Cara,Monte,Valade,Fi,Car,Mou,Bar,Pei,Sal,Ma,Que,Ne,Fer,Tei,Se',
    'zinho,raz,iros,gueira,valho,rinho,xoto,reira,danha,lheiro,rão,velha,beiro,naz,guedo',
  ],
  doubleFamily: { share: 0.75, joiner: ' ' },
  streetParts: [
    'Rua ,Rua da ,Avenida ,Travessa ,Largo ,Praça ',
    `Liberdade,República,Direita,Igreja,Camões,25 de Abril,Escola,Fonte,São João,Santo António,Flores,Prata,Alegria
    Misericórdia,Combatentes,Estação`,
  ],
  streetForm: '* #',
  cities: `Lisboa;Lisboa;1000-1990;21
    Porto;Porto;4000-4369;22
    Braga;Braga;4700-4719;253
    Coimbra;Coimbra;3000-3049;239
    Faro;Faro;8000-8009;289
    Aveiro;Aveiro;3800-3814;234
    Évora;Évora;7000-7009;266
    Setúbal;Setúbal;2900-2914;265
    Funchal;Madeira;9000-9069;291
    Viseu;Viseu;3500-3519;232`,
  postcode: '0000-###',
  callingCode: '351',
  mobile: '91#######,924######,925######,926######,927######,93#######,96#######',
  fixedDigits: 9,
  legalForms: '* Lda,*,* S.A.,* Unipessoal Lda,Associação *',
  sectors:
    'Construções,Padaria,Transportes,Consultoria,Farmácia,Oficina,Quinta,Editora,Restaurante,Viagens,Gráfica,Clínica',
  sectorFirst: true,
  jobTitles:
    'Diretora,Professor,Enfermeira,Contabilista,Engenheiro,Gerente,Advogada,Gestor de projeto,Arquiteta,Jornalista',
}
