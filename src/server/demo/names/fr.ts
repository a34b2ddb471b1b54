import type { Locale } from './locale.ts'

export const fr: Locale = {
  country: 'FR',
  language: 'fr',
  share: 8,
  given: {
    female: `Marie,Nathalie,Isabelle,Sylvie,Catherine,Françoise,Martine,Christine,Monique,Valérie,Sandrine,Sophie
      Céline,Stéphanie,Véronique,Julie,Aurélie,Camille,Léa,Manon,Chloé,Emma,Inès,Jade,Louise,Alice,Juliette
      Anaïs,Margaux,Clémence,Élodie,Émilie,Laëtitia,Hélène,Brigitte,Jacqueline,Jeanne,Simone,Agathe,Zoé
      Anne-Sophie,Marie-Claire,Fatou,Leïla,Maëlys,Noémie,Solène,Bénédicte`,
    male: `Jean,Pierre,Michel,Philippe,Alain,Nicolas,Christophe,Patrick,Christian,Daniel,Bernard,Éric,Frédéric
      Laurent,Stéphane,Julien,Sébastien,Thomas,Alexandre,Antoine,Maxime,Lucas,Hugo,Louis,Gabriel,Raphaël,Arthur
      Jules,Adam,Léo,Théo,Mathis,Guillaume,Olivier,Thierry,Pascal,Gérard,René,François,Benoît,Jérôme,Rémi,Loïc
      Jean-Pierre,Jean-Luc,Karim,Mohamed,Aurélien,Cédric,Étienne`,
    neutral: 'Camille,Dominique,Claude,Alix,Sacha,Charlie,Maxence',
  },
  family: `Martin,Bernard,Thomas,Petit,Robert,Richard,Durand,Dubois,Moreau,Laurent,Simon,Michel,Lefebvre,Leroy,Roux
    David,Bertrand,Morel,Fournier,Girard,Bonnet,Dupont,Lambert,Fontaine,Rousseau,Vincent,Muller,Lefèvre,Faure
    André,Mercier,Blanc,Guérin,Boyer,Garnier,Chevalier,François,Legrand,Gauthier,Garcia,Perrin,Robin,Clément
    Morin,Nicolas,Henry,Roussel,Mathieu,Gautier,Masson,Marchand,Duval,Denis,Dumont,Marie,Lemaire,Noël,Meyer
    Dufour,Meunier,Brun,Blanchard,Giraud,Joly,Rivière,Lucas,Brunet,Gaillard,Barbier,Arnaud,Martinez,Gérard,Roche
    Renard,Schmitt,Roy,Leroux,Colin,Vidal,Caron,Picard,Roger,Fabre,Aubert,Lemoine,Renaud,Dumas,Lacroix,Olivier
    Philippe,Bourgeois,Pierre,Benoît,Rey,Leclerc,Payet,Rolland,Leclercq,Guillaume,Lecomte,de La Fontaine
    d'Aubigny,Benali,Diallo`,
  familyParts: [
    `Beau,Haute,Mont,Ville,Roche,Bel,Clair,Chante,Font,Grand,Lan,Bois,Char,Del,Mar,Per,Ger,Val,Champ,Cour
    La,Des,Cha,Bon,Mal,Cor,Ver,Tour,Saint-,Bar`,
    `mont,champ,lieu,ville,clair,fort,neuve,court,vert,bert,tier,din,eau,ier,chard,tin,noy,get,lin,val,mard,son
    pré,rand,bois`,
  ],
  doubleFamily: { share: 0.03, joiner: '-' },
  streetParts: [
    'rue ,rue ,avenue ,boulevard ,place ,impasse ,chemin ,allée ,quai ,cours ',
    `République,Victor Hugo,Liberté,Jean Jaurès,Pasteur,Gambetta,Paix,Émile Zola,Gare,Fontaine,Mairie,Moulin
    Jules Ferry,Voltaire,Carnot,Tilleuls,Belle Vue,Molière,Léon Blum,Marne,Verdun,Chapelle,Château,Rivière,Prairie`,
  ],
  streetForm: '# *',
  cities: `Paris;Île-de-France;75001-75020;14
    Marseille;Provence-Alpes-Côte d'Azur;13001-13016;49
    Lyon;Auvergne-Rhône-Alpes;69001-69009;49
    Toulouse;Occitanie;31000-31500;56
    Nice;Provence-Alpes-Côte d'Azur;06000-06300;49
    Nantes;Pays de la Loire;44000-44300;24
    Montpellier;Occitanie;34000-34090;49
    Strasbourg;Grand Est;67000-67200;38
    Bordeaux;Nouvelle-Aquitaine;33000-33800;56
    Lille;Hauts-de-France;59000-59800;38
    Rennes;Bretagne;35000-35700;24
    Reims;Grand Est;51100-51100;38
    Saint-Étienne;Auvergne-Rhône-Alpes;42000-42100;49
    Le Havre;Normandie;76600-76620;24
    Grenoble;Auvergne-Rhône-Alpes;38000-38100;49
    Dijon;Bourgogne-Franche-Comté;21000-21000;38
    Angers;Pays de la Loire;49000-49100;24
    Brest;Bretagne;29200-29200;24
    Tours;Centre-Val de Loire;37000-37200;24
    Ajaccio;Corse;20000-20090;49`,
  postcode: '00000',
  callingCode: '33',
  mobile: '61#######,62#######,66#######,67#######,68#######,75#######,76#######,77#######',
  fixedDigits: 9,
  legalForms: '* SARL,*,* SAS,Association *,* SA,* EURL,* SCOP',
  sectors: `Boulangerie,Menuiserie,Transports,Plomberie,Conseil,Garage,Librairie,Imprimerie,Pharmacie,Cabinet
    Électricité,Éditions,Théâtre,Atelier,Traiteur,Domaine,Maçonnerie,Voyages,Jardinerie,Informatique`,
  sectorFirst: true,
  jobTitles: `Directrice,Enseignant,Comptable,Ingénieur,Chef de projet,Infirmière,Gérant,Assistante de direction
    Responsable commercial,Journaliste,Architecte,Trésorier,Chargée de communication,Développeur,Acheteuse`,
}
