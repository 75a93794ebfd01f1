import { under } from "./under";

/** Textos dos arquivos de dados, iguais em todos os experimentos que os leem. */
export const dataFilesPtBR = {
  ...under("params.task", {
    "images.label": "Arquivo de imagens de treino",
    "images.doc": "Seu arquivo de imagens com que se aprende; nenhum: os dígitos embutidos.",
    "labels.label": "Arquivo de rótulos de treino",
    "labels.doc": "Seu arquivo que diz o que cada imagem de treino mostra.",
    "testImages.label": "Arquivo de imagens de teste",
    "testImages.doc": "Seu arquivo de imagens com que se testa; nenhum: algumas imagens de treino.",
    "testLabels.label": "Arquivo de rótulos de teste",
    "testLabels.doc": "Seu arquivo que diz o que cada imagem de teste mostra.",
  }),
  ...under("files", {
    "images.label": "Imagens de treino",
    "images.doc": "IDX como o do MNIST (train-images-idx3-ubyte, também .gz), ou CSV com rótulos.",
    "labels.label": "Rótulos de treino",
    "labels.doc": "IDX como o do MNIST (train-labels-idx1-ubyte, também .gz).",
    "testImages.label": "Imagens de teste",
    "testImages.doc": "IDX como o do MNIST (t10k-images-idx3-ubyte, também .gz), ou CSV com rótulos.",
    "testLabels.label": "Rótulos de teste",
    "testLabels.doc": "IDX como o do MNIST (t10k-labels-idx1-ubyte, também .gz).",
  }),
};
